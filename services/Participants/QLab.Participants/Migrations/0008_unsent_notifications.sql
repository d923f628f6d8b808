-- Mails that have not gone out are counted every few seconds; those that have are by far the most.
CREATE INDEX ix_notifications_state ON notifications (state) WHERE state <> 'Sent';
