-- A thread as a file, for whoever asked for it.
create table conversations.conversation_export (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  conversation_id uuid not null,
  format text not null check (format in ('pdf', 'json')),
  status text not null check (status in ('running', 'done', 'failed')),
  messages int not null default 0,
  file_id uuid,
  requested_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.conversation_export');
