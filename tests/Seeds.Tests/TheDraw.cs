using System.Text.Json;
using QLab.Seeds.Drawing;
using QLab.Seeds.Facts;

namespace QLab.Seeds.Tests;

public sealed class TheDraw
{
    static readonly IReadOnlyList<LabDraw> Draws = LabDraw.All(AllFacts.Read());

    [Fact]
    public void Falls_the_same_way_every_time() =>
        JsonSerializer.Serialize(LabDraw.All(AllFacts.Read())).ShouldBe(JsonSerializer.Serialize(Draws));

    [Fact]
    public void Has_as_many_people_and_responses_as_documented() => Draws.ShouldAllBe(draw =>
        draw.People.Count == draw.Facts.Project.Headline.Participants.Number && draw.Responses.Count == draw.Facts.Project.Headline.Responses.Number);

    [Fact]
    public void Says_of_everybody_that_they_are_made_up()
    {
        var people = Draws.SelectMany(draw => draw.People).ToList();
        people.ShouldAllBe(person => person.Name.StartsWith("Simulated Participant ", StringComparison.Ordinal) && person.Email.EndsWith("@example.org", StringComparison.Ordinal));
        people.Select(person => person.Email).ShouldBeUnique();
        people[0].Name.ShouldBe("Simulated Participant 001");
        people[^1].Name.ShouldBe("Simulated Participant 320");
    }

    [Fact]
    public void Has_both_lived_experience_and_professions_with_fields_of_the_sources()
    {
        foreach (var draw in Draws)
        {
            var fields = draw.Facts.People.Fields.Select(field => field.Name).ToHashSet();
            var perspectives = draw.People.SelectMany(person => person.Perspectives).ToList();
            perspectives.Select(p => p.Kind).Distinct().ShouldBe(["livedExperience", "carer", "professional"], ignoreOrder: true);
            perspectives.ShouldAllBe(p => p.Kind == "professional" ? fields.Contains(p.Field!) : p.Field == null);
        }
    }

    [Fact]
    public void Books_each_workshop_once_a_person_and_in_person_only_who_can_come()
    {
        foreach (var draw in Draws)
        {
            var remoteOnly = draw.People.Where(person => person.RemoteOnly).Select(person => person.ParticipantId).ToHashSet();
            foreach (var gathering in draw.Gatherings)
            {
                gathering.Bookings.Count.ShouldBe(gathering.Facts.Bookings);
                gathering.Bookings.Select(booking => booking.ParticipantId).ShouldBeUnique();
                if (gathering.Facts.Format == "inPerson")
                    gathering.Bookings.ShouldAllBe(booking => !remoteOnly.Contains(booking.ParticipantId));
            }
        }
    }

    [Fact]
    public void Gives_each_voter_all_dots_and_no_theme_too_many()
    {
        var rounds = Draws.SelectMany(draw => draw.Rounds).ToList();
        rounds.Sum(round => round.Votes.Count).ShouldBe(40);
        foreach (var round in rounds)
            round.Votes.ShouldAllBe(vote => vote.Dots.Sum() == round.Facts.Dots && vote.Dots.Max() <= round.Facts.MostOnOne);
    }

    [Fact]
    public void Lets_only_guests_speak_at_a_workshop()
    {
        foreach (var gathering in Draws.SelectMany(draw => draw.Gatherings))
            gathering.Notes.Select(note => note.ParticipantId)
                .OfType<Guid>()
                .ShouldBeSubsetOf(gathering.Bookings.Select(booking => booking.ParticipantId));
    }

    [Fact]
    public void Interviews_guests_who_live_with_it_and_consent_and_codes_what_they_say()
    {
        var lab = Draws.Single(draw => draw.Slug == "mental-health-and-persistent-pain");
        lab.Interviews.Count.ShouldBe(2);
        foreach (var interview in lab.Interviews)
        {
            var guests = lab.Gatherings.Single(gathering => gathering.Id == interview.WorkshopId).Bookings;
            var tellers = interview.Speakers.Select(speaker => speaker.ParticipantId).OfType<Guid>().ToList();
            tellers.ShouldBeSubsetOf(guests.Select(guest => guest.ParticipantId));
            tellers.ShouldBeUnique();
            foreach (var teller in lab.People.Where(person => tellers.Contains(person.ParticipantId)))
            {
                teller.Perspectives.ShouldContain(perspective => perspective.Kind == "livedExperience");
                teller.Consents.ShouldContain(new Consent("research", true));
            }
            foreach (var passage in interview.Passages)
            {
                var turn = interview.Facts.Transcript[passage.Turn - 1];
                turn.ShouldStartWith("P");
                interview.Facts.Codings.Select(coding => coding.Words).ShouldContain(turn["P1: ".Length..][passage.Start..passage.End]);
            }
        }
    }

    [Fact]
    public void Codes_exactly_the_words_that_speak_of_a_theme()
    {
        foreach (var draw in Draws)
        {
            var voices = draw.Facts.Themes.ToDictionary(theme => theme.Code, theme => theme.Voices);
            Said[] texts =
            [
                .. draw.Responses.Select(response => response.Said), .. draw.Gatherings.SelectMany(g => g.Notes).Select(note => note.Said),
            ];
            foreach (var said in texts)
                foreach (var passage in said.Passages)
                    voices[passage.Theme].ShouldContain(said.Text[passage.Start..passage.End]);
        }
    }

    [Fact]
    public void Gives_every_theme_evidence()
    {
        foreach (var draw in Draws)
        {
            var heard = draw.Responses.SelectMany(response => response.Said.Passages)
                .Concat(draw.Gatherings.SelectMany(g => g.Notes).SelectMany(note => note.Said.Passages)).Select(passage => passage.Theme).ToHashSet();
            draw.Facts.Themes.ShouldAllBe(theme => heard.Contains(theme.Code));
        }
    }

    [Fact]
    public void Answers_every_required_question_with_one_of_its_options()
    {
        foreach (var draw in Draws.Where(draw => draw.Facts.Survey is not null))
            foreach (var question in draw.Facts.Survey!.Questions)
            {
                var answers = draw.Responses.Where(response => response.Answers.ContainsKey(question.Id))
                    .Select(response => response.Answers[question.Id])
                    .ToList();
                if (question.Required) answers.Count.ShouldBe(draw.Responses.Count);
                if (question.Options is { } options)
                    answers.SelectMany(answer => answer as string[] ?? [(string)answer])
                        .ShouldBeSubsetOf(options.Select(option => option.Value));
            }
    }

    [Fact]
    public void Answers_while_the_survey_was_open_in_the_story_and_not_all_on_one_day()
    {
        foreach (var draw in Draws.Where(draw => draw.Facts.Survey is not null))
        {
            var days = draw.Responses.Select(response => response.GivenOn).ToHashSet();
            days.ShouldAllBe(day => day.ToString("yyyy-MM", null) == draw.Facts.Survey!.OpenedIn);
            days.Count.ShouldBeGreaterThan(20);
        }
    }
}
