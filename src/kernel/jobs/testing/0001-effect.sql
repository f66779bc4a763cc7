-- What the jobs of the kernel's own tests did. Not part of the product: only those tests apply this file.
create schema test;
create table test.effect (
  org_id uuid not null default kernel.current_org(),
  id bigint generated always as identity,
  n bigint not null,
  primary key (org_id, id)
);
select kernel.tenant_table('test.effect');
select kernel.platform_reads('test.effect', 'select, delete');
