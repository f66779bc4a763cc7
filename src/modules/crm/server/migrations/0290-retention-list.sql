-- The rules are saved together: the version of the list tells whoever saves of what somebody else saved a moment before.
create table crm.retention_list (
  org_id uuid not null default kernel.current_org() primary key,
  version bigint not null
);
select kernel.tenant_table('crm.retention_list', 'select, insert, update');
