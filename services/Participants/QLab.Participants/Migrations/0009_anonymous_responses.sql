-- Where people have answered and no participation is known to have, they answered anonymously.
INSERT INTO project_counts (project_id, what, value)
SELECT c.project_id, 'AnonymousResponses', c.value FROM project_counts c
WHERE c.what = 'Responses' AND c.value > 0 AND NOT EXISTS (
    SELECT FROM participation_steps s JOIN participations p ON p.id = s.participation_id
    WHERE p.project_id = c.project_id AND s.step = 'Answered');
