-- Two conversations of one customer that were made one. What was said moves; the emptied one stays, so that links to it lead on.
alter table conversations.conversation add column merged_into_id uuid;
alter table conversations.conversation add constraint conversation_merged_is_resolved check (merged_into_id is null or state = 'resolved') not valid;
alter table conversations.conversation validate constraint conversation_merged_is_resolved;
alter table conversations.conversation
  add constraint conversation_merged_into foreign key (org_id, merged_into_id) references conversations.conversation (org_id, id) not valid;
alter table conversations.conversation validate constraint conversation_merged_into;
