-- The record moved here from the participants' contracts. What waits under its former type goes out all the same.
UPDATE outbox SET type = 'QLab.ServiceDefaults.Messaging.NotificationRequested, QLab.ServiceDefaults'
WHERE type = 'QLab.Participants.Contracts.NotificationRequested, QLab.Participants.Contracts';
