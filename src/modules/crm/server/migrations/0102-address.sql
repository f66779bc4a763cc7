create table crm.contact_address (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  -- The order in which they are shown: the first is the primary one.
  position bigint not null,
  label text not null check (length(label) <= 40),
  street text not null check (length(street) <= 120),
  number text not null check (length(number) <= 20),
  unit text not null check (length(unit) <= 40),
  city text not null check (length(city) <= 80),
  state text not null check (length(state) <= 80),
  postcode text not null check (length(postcode) <= 20),
  country text check (country ~ '^[A-Z]{2}$'),
  notes text not null check (length(notes) <= 300),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade,
  check ((latitude is null) = (longitude is null))
);
select kernel.tenant_table('crm.contact_address');
create index contact_address_of on crm.contact_address (org_id, contact_id, position);
