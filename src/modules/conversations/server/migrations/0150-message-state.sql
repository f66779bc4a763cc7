-- A message on its way changes its state four times. As long as no index looks at the state, a new version of the row needs
-- no new entries in all the others, the one for words among them.
drop index conversations.message_unsent;
create index message_unsent on conversations.message (org_id, channel_id, created_at, seq)
  where direction = 'out' and sent_at is null and failed_at is null;

drop index conversations.message_failed;
create index message_failed on conversations.message (org_id, channel_id, failed_at) where failed_at is not null;

-- Room on the page for those versions.
alter table conversations.message set (fillfactor = 85);
