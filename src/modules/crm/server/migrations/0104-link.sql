-- Who is what to whom. `works_at` and `referred_by` read from `from_id` to `to_id`; the others hold both ways.
create table crm.contact_link (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null check (kind in ('works_at', 'referred_by', 'family', 'other')),
  role text not null check (length(role) <= 60),
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, from_id, to_id, kind),
  foreign key (org_id, from_id) references crm.contact (org_id, id) on delete cascade,
  foreign key (org_id, to_id) references crm.contact (org_id, id) on delete cascade,
  check (from_id <> to_id)
);
select kernel.tenant_table('crm.contact_link');
create index contact_link_to on crm.contact_link (org_id, to_id);
