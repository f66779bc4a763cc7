-- Whether what customers put together in the catalogue of the channel becomes an order by itself. One row or none.
create table orders.catalogue_setting (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  takes_by_itself boolean not null,
  version bigint not null default 1,
  primary key (org_id, id),
  unique (org_id)
);
select kernel.tenant_table('orders.catalogue_setting');
