-- What a module asked the customer of a conversation and has no answer to yet: until then what they say next is shown to
-- that module first. At most one, and gone with the first message that is not its answer.
create table conversations.question (
  org_id uuid not null default kernel.current_org(),
  conversation_id uuid not null,
  -- The name of the module, and what it calls its question.
  asked_by text not null check (length(asked_by) <= 40),
  question_id uuid not null,
  until timestamptz not null,
  primary key (org_id, conversation_id),
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.question');
