-- A check of a table is read from its text again for every statement that writes, one of a domain is kept ready. A message is
-- written five times on its way. The domains get their checks after the columns, so that no table is written anew.
create domain conversations.message_direction as text;
create domain conversations.message_author as text;
create domain conversations.message_state as text;
alter table conversations.message
  drop constraint message_direction_check, drop constraint message_author_kind_check, drop constraint message_state_check,
  drop constraint message_check;
alter table conversations.message
  alter column direction type conversations.message_direction,
  alter column author_kind type conversations.message_author,
  alter column state type conversations.message_state,
  add check ((direction = 'out') = (state is not null));
alter domain conversations.message_direction add check (value = any (array['in', 'out', 'note', 'activity']));
alter domain conversations.message_author add check (value = any (array['contact', 'user', 'api-key', 'system', 'phone-app']));
alter domain conversations.message_state
  add check (value = any (array['queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played', 'failed']));
