-- What went over to another contact when two were made one, so that it can go back.
create table conversations.contact_merge (
  org_id uuid not null default kernel.current_org(),
  merge_id uuid not null,
  survivor_id uuid not null,
  loser_id uuid not null,
  conversation_ids uuid[] not null,
  address_ids uuid[] not null,
  scheduled_ids uuid[] not null,
  -- Whether the survivor took over whose customer the loser was.
  took_sticky boolean not null,
  -- Threads of one brand that became one: which into which, the places of what moved, and how both were.
  joined jsonb not null,
  merged_at timestamptz not null,
  primary key (org_id, merge_id)
);
select kernel.tenant_table('conversations.contact_merge');
create index contact_merge_by_age on conversations.contact_merge (org_id, merged_at);
