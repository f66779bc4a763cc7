create table crm.segment (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  name_key text collate "C" not null,
  description text not null default '' check (length(description) <= 500),
  kind text not null check (kind in ('dynamic', 'static')),
  conditions jsonb,
  is_filling boolean not null default false,
  -- How many there were when it was last counted; a margin says that it was estimated.
  size bigint not null default 0,
  size_margin bigint not null default 0,
  counted_at timestamptz,
  created_by_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  unique (org_id, name_key),
  check ((kind = 'dynamic') = (conditions is not null))
);
select kernel.tenant_table('crm.segment');

-- Who is in a static list.
create table crm.segment_member (
  org_id uuid not null default kernel.current_org(),
  segment_id uuid not null,
  contact_id uuid not null,
  added_at timestamptz not null,
  added_by_name text not null,
  primary key (org_id, segment_id, contact_id),
  foreign key (org_id, segment_id) references crm.segment (org_id, id) on delete cascade,
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.segment_member');
create index segment_member_of on crm.segment_member (org_id, contact_id);

-- A part of the contacts taken by chance: the last bytes of their ids are random, whatever made them. From 0 to 32,767,
-- so that `sample < n` is n of every 32,768. Counts of segments that would take too long are estimated from it.
alter table crm.contact add column sample smallint not null
  generated always as ((get_byte(uuid_send(id), 14) & 127) * 256 + get_byte(uuid_send(id), 15)) stored;
create index contact_sample on crm.contact (org_id, sample, id) where archived_at is null;
