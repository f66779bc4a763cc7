-- A page on a social network whose advertisements ask for data. Token, app secret and verify token are sealed; the hash
-- finds the page of a handshake, which carries nothing else.
create table crm.lead_page (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  page_id text collate "C" not null check (page_id ~ '^[0-9]{3,30}$'),
  name text not null check (length(name) between 1 and 200),
  token text not null,
  app_secret text not null,
  verify_token text not null,
  verify_hash text collate "C" not null,
  mapping jsonb not null default '{}',
  is_active boolean not null default true,
  heard_at timestamptz,
  failure text check (failure in ('token', 'permission', 'unknown_page', 'unreachable')),
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  unique (org_id, page_id)
);
select kernel.tenant_table('crm.lead_page');
-- What the provider tells names its page and nothing else: the platform finds whose it is.
select kernel.platform_reads('crm.lead_page');
create index lead_page_told on crm.lead_page (page_id);
create index lead_page_shaking_hands on crm.lead_page (verify_hash);

-- What the provider told of, once each however often it tells: fetched afterwards, in any order.
create table crm.lead_delivery (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  lead_page_id uuid not null,
  leadgen_id text collate "C" not null check (length(leadgen_id) between 1 and 60),
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'failed')),
  failure text check (length(failure) <= 60),
  contact_id uuid,
  lead_id uuid,
  told_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, lead_page_id, leadgen_id),
  foreign key (org_id, lead_page_id) references crm.lead_page (org_id, id) on delete cascade,
  check ((state = 'failed') = (failure is not null))
);
select kernel.tenant_table('crm.lead_delivery');
create index lead_delivery_newest on crm.lead_delivery (org_id, lead_page_id, told_at desc, id desc);
create index lead_delivery_of on crm.lead_delivery (org_id, contact_id) where contact_id is not null;

-- Which advertisement it was.
alter table crm.lead
  add column ad_id text check (length(ad_id) <= 60),
  add column ad_set_id text check (length(ad_set_id) <= 60),
  add column ad_campaign_id text check (length(ad_campaign_id) <= 60),
  add column ad_form_id text check (length(ad_form_id) <= 60);
