-- A way to look at the inbox that somebody gave a name: what its address says.
create table conversations.inbox_view (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  owner_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  is_shared boolean not null,
  query jsonb not null check (pg_column_size(query) < 4000),
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('conversations.inbox_view');
create index inbox_view_of on conversations.inbox_view (org_id, owner_id);
create index inbox_view_shared on conversations.inbox_view (org_id) where is_shared;
