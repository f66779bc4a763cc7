-- People named with @ in notes.
create table conversations.mention (
  org_id uuid not null default kernel.current_org(),
  message_id uuid not null,
  person_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  primary key (org_id, message_id, person_id),
  foreign key (org_id, message_id) references conversations.message (org_id, id) on delete cascade,
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.mention', 'select, insert');
create index mention_by_person on conversations.mention (org_id, person_id, conversation_id);
create index mention_by_conversation on conversations.mention (org_id, conversation_id);
