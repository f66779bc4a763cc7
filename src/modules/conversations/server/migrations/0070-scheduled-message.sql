-- Written now, to be sent later. The content is kept as it will be sent: files are already ours, templates already filled.
create table conversations.scheduled_message (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  author_kind text not null check (author_kind in ('user', 'api-key', 'system')),
  author_id uuid,
  author_name text not null check (length(author_name) <= 200),
  content jsonb not null,
  preview text not null check (length(preview) <= 200),
  reply_to_id uuid,
  send_at timestamptz not null,
  cancels_on_reply boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'cancelled', 'failed')),
  -- Why it was cancelled, or the code of the refusal when its moment came.
  reason text check (length(reason) <= 120),
  ended_at timestamptz,
  ended_by text check (length(ended_by) <= 200),
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id) on delete cascade,
  check ((state = 'waiting') = (ended_at is null)),
  check ((state in ('cancelled', 'failed')) = (reason is not null))
);
select kernel.tenant_table('conversations.scheduled_message');
create index scheduled_message_waiting on conversations.scheduled_message (org_id, contact_id) where state = 'waiting';
create index scheduled_message_of on conversations.scheduled_message (org_id, conversation_id, send_at);
