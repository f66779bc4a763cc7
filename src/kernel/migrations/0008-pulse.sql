-- The heartbeat of the installation: health writes one row itself and a scheduled job writes the other.
create table kernel.pulse (
  org_id uuid not null default coalesce(kernel.current_org(), '00000000-0000-0000-0000-000000000000'),
  name text not null check (name in ('write', 'job')),
  at timestamptz not null,
  primary key (org_id, name)
);
select kernel.tenant_table('kernel.pulse', 'select, insert, update');
select kernel.platform_reads('kernel.pulse', 'select, insert, update');
