-- When a place is open. Shifts are minutes from midnight: [{"weekday": 1, "from": 540, "to": 780}].
create table identity.calendar (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (name <> ''),
  zone text not null,
  weekly jsonb not null,
  is_default boolean not null default false,
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
create unique index calendar_default on identity.calendar (org_id) where is_default;
create unique index calendar_name on identity.calendar (org_id, lower(name));

-- Every organization that is already here is open all the time until somebody says otherwise.
alter table identity.organization no force row level security;
insert into identity.calendar (org_id, id, name, zone, weekly, is_default, created_at)
select o.org_id, gen_random_uuid(),
  case o.locale when 'en' then 'Usual hours' when 'pt' then 'Horário habitual' else 'Horario habitual' end, o.zone,
  '[{"weekday":1,"from":0,"to":1440},{"weekday":2,"from":0,"to":1440},{"weekday":3,"from":0,"to":1440},{"weekday":4,"from":0,"to":1440},{"weekday":5,"from":0,"to":1440},{"weekday":6,"from":0,"to":1440},{"weekday":7,"from":0,"to":1440}]',
  true, o.created_at
from identity.organization o;
alter table identity.organization force row level security;
select kernel.tenant_table('identity.calendar');

-- Holidays and days with hours of their own.
create table identity.calendar_day (
  org_id uuid not null default kernel.current_org(),
  calendar_id uuid not null,
  day date not null,
  name text not null check (name <> ''),
  shifts jsonb not null,
  primary key (org_id, calendar_id, day),
  foreign key (org_id, calendar_id) references identity.calendar (org_id, id) on delete cascade
);
select kernel.tenant_table('identity.calendar_day');

-- Brands that do not go by the default one.
create table identity.calendar_brand (
  org_id uuid not null default kernel.current_org(),
  brand_id uuid not null,
  calendar_id uuid not null,
  primary key (org_id, brand_id),
  foreign key (org_id, brand_id) references identity.brand (org_id, id) on delete cascade,
  foreign key (org_id, calendar_id) references identity.calendar (org_id, id) on delete cascade
);
select kernel.tenant_table('identity.calendar_brand');
create index calendar_brand_by_calendar on identity.calendar_brand (org_id, calendar_id);
