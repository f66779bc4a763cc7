-- The layouts are saved all at once: the version of the list tells whoever saves of what somebody else saved a moment before.
create table commerce.scale_layout_list (
  org_id uuid not null default kernel.current_org() primary key,
  version bigint not null
);
select kernel.tenant_table('commerce.scale_layout_list', 'select, insert, update');
