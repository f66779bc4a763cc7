-- What a message said before its author changed it, numbered in the order in which that was replaced: the provider counts
-- whole seconds, and people correct themselves within one. `at` is when those words were written. What was deleted for
-- everyone is handed out no more, here neither.
create table conversations.message_version (
  org_id uuid not null default kernel.current_org(),
  message_id uuid not null,
  number bigint not null,
  at timestamptz not null,
  content jsonb not null,
  primary key (org_id, message_id, number),
  foreign key (org_id, message_id) references conversations.message (org_id, id)
);
select kernel.tenant_table('conversations.message_version', 'select, insert');
