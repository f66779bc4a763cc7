-- Of lists that are saved all at once and have no row of their own: it tells whoever saves of what somebody else saved a moment before.
create table kernel.list_version (
  org_id uuid not null default kernel.current_org(),
  list text not null check (length(list) <= 120),
  version bigint not null,
  primary key (org_id, list)
);
select kernel.tenant_table('kernel.list_version', 'select, insert, update');
