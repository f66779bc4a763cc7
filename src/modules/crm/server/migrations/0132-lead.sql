-- One enquiry: through what it came, from where, and what became of it. The oldest one of a contact is its first touch.
create table crm.lead (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  channel text not null check (channel ~ '^[a-z][a-z0-9_-]{0,39}$'),
  -- The fact it comes from (`message:<id>`, `form:<token>`): told again, it is the same enquiry.
  source text collate "C" not null check (length(source) between 1 and 200),
  form_id uuid,
  utm_source text check (length(utm_source) <= 200),
  utm_medium text check (length(utm_medium) <= 200),
  utm_campaign text check (length(utm_campaign) <= 200),
  utm_term text check (length(utm_term) <= 200),
  utm_content text check (length(utm_content) <= 200),
  referrer text check (length(referrer) <= 2000),
  landing text check (length(landing) <= 2000),
  click_id text check (length(click_id) <= 500),
  click_kind text check (click_kind in ('ctwa', 'gclid', 'fbclid', 'msclkid', 'ttclid')),
  headline text check (length(headline) <= 500),
  intent text check (intent in ('price', 'stock', 'booking')),
  message text not null default '' check (length(message) <= 5000),
  status text not null default 'new' check (status in ('new', 'working', 'converted', 'disqualified')),
  disqualify_reason text check (length(disqualify_reason) <= 500),
  created_at timestamptz not null,
  closed_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  unique (org_id, source),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade,
  check ((status = 'disqualified') = (disqualify_reason is not null)),
  check ((status in ('converted', 'disqualified')) = (closed_at is not null))
);
select kernel.tenant_table('crm.lead');
create index lead_of on crm.lead (org_id, contact_id, created_at desc, id desc);
create index lead_newest on crm.lead (org_id, created_at desc, id desc);
create index lead_by_status on crm.lead (org_id, status, created_at desc, id desc);
create index lead_by_channel on crm.lead (org_id, channel, created_at desc, id desc);
create index lead_by_form on crm.lead (org_id, form_id, created_at desc) where form_id is not null;
