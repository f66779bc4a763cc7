-- What proposals are made from: `document` holds a cover, sections and terms (contract/proposal-document.ts).
create table sales.proposal_template (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  brand_id uuid not null,
  document jsonb not null,
  -- How long what is made from it holds, counted from the day on which it is made.
  validity_days bigint not null check (validity_days between 1 and 365),
  -- Unit prices hold the taxes already.
  includes_tax boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('sales.proposal_template');
create unique index proposal_template_by_name on sales.proposal_template (org_id, name) where archived_at is null;

-- Numbers without gaps: the row is held by whoever takes the next one until the proposal is there, or is not. Brands with
-- the same prefix count together, so that a number names one proposal of the organization.
create table sales.proposal_series (
  org_id uuid not null default kernel.current_org(),
  prefix text collate "C" not null check (prefix ~ '^[A-Z0-9]{1,6}$'),
  year bigint not null,
  last bigint not null check (last > 0),
  primary key (org_id, prefix, year)
);
select kernel.tenant_table('sales.proposal_series', 'select, insert, update');

create table sales.proposal_settings (
  org_id uuid not null default kernel.current_org(),
  -- [{ "currency": "ARS", "aboveMinor": 100000000 }]: above it somebody with the right has to say yes.
  limits jsonb not null default '[]',
  -- [{ "brandId": "...", "prefix": "P" }]; `P` where nothing is said.
  prefixes jsonb not null default '[]',
  version bigint not null,
  primary key (org_id)
);
select kernel.tenant_table('sales.proposal_settings');

create table sales.proposal (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  number text collate "C" not null check (length(number) between 1 and 40),
  brand_id uuid not null,
  template_id uuid,
  contact_id uuid not null,
  -- As the contact is called now: lists show it and look for it without asking whose it is.
  contact_name text not null,
  deal_id uuid,
  conversation_id uuid,
  title text not null check (length(title) between 1 and 160),
  owner_id uuid,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  state text not null check (
    state in ('draft', 'waiting_approval', 'approved', 'sent', 'viewed', 'accepted', 'rejected', 'expired', 'superseded')),
  -- The last day on which it can be accepted, in the zone of the organization.
  valid_until date not null,
  includes_tax boolean not null,
  discount_kind text check (discount_kind in ('percent', 'amount')),
  -- Basis points, or minor units.
  discount_value bigint check (discount_value >= 0),
  document jsonb not null,
  -- Of the draft as it stands, counted by the same rules as its versions.
  total_minor bigint not null,
  -- Grows with what it says or offers, and not with its state: two versions are made of one content only once.
  content_no bigint not null default 1,
  current_version_no bigint,
  search_text text not null,
  created_at timestamptz not null,
  created_by_id uuid,
  created_by_name text,
  updated_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, template_id) references sales.proposal_template (org_id, id),
  check ((discount_kind is null) = (discount_value is null))
);
select kernel.tenant_table('sales.proposal');
create unique index proposal_by_number on sales.proposal (org_id, number);
create index proposal_newest on sales.proposal (org_id, created_at desc, id desc);
create index proposal_of_contact on sales.proposal (org_id, contact_id, created_at desc);
create index proposal_of_deal on sales.proposal (org_id, deal_id) where deal_id is not null;
create index proposal_of_conversation on sales.proposal (org_id, conversation_id) where conversation_id is not null;
create index proposal_by_state on sales.proposal (org_id, state, valid_until);

create table sales.proposal_line (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  proposal_id uuid not null,
  position bigint not null,
  -- A heading opens a group and counts nothing.
  kind text not null check (kind in ('item', 'heading')),
  description text not null check (length(description) between 1 and 500),
  -- Thousandths, so that half a kilo is a whole number.
  quantity_milli bigint not null check (quantity_milli between 0 and 1000000000),
  unit text not null check (length(unit) <= 20),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  discount_kind text check (discount_kind in ('percent', 'amount')),
  discount_value bigint check (discount_value >= 0),
  tax_basis_points bigint not null check (tax_basis_points between 0 and 10000),
  -- Of a catalogue, when the line came from one.
  product_id uuid,
  primary key (org_id, id),
  foreign key (org_id, proposal_id) references sales.proposal (org_id, id) on delete cascade,
  check ((discount_kind is null) = (discount_value is null))
);
select kernel.tenant_table('sales.proposal_line');
create index proposal_line_of on sales.proposal_line (org_id, proposal_id, position);

-- What can go out, as it was when it was made. Never changed: there is no right to update it, and nothing but the erasure
-- of a person's data removes it.
create table sales.proposal_version (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  proposal_id uuid not null,
  no bigint not null check (no > 0),
  content_no bigint not null,
  number text not null,
  title text not null,
  contact_name text not null,
  currency char(3) not null,
  valid_until date not null,
  includes_tax boolean not null,
  discount jsonb,
  -- Resolved: without variables and without other templates.
  document jsonb not null,
  html text not null,
  lines jsonb not null,
  totals jsonb not null,
  pdf_file_id uuid not null,
  pdf_sha256 text not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  created_by_id uuid,
  created_by_name text,
  primary key (org_id, id),
  foreign key (org_id, proposal_id) references sales.proposal (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.proposal_version', 'select, insert, delete');
create unique index proposal_version_of on sales.proposal_version (org_id, proposal_id, no);

-- Every change of state, as it was then: only added to.
create table sales.proposal_step (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  proposal_id uuid not null,
  from_state text check (
    from_state in ('draft', 'waiting_approval', 'approved', 'sent', 'viewed', 'accepted', 'rejected', 'expired', 'superseded')),
  to_state text not null check (
    to_state in ('draft', 'waiting_approval', 'approved', 'sent', 'viewed', 'accepted', 'rejected', 'expired', 'superseded')),
  reason text check (length(reason) <= 500),
  at timestamptz not null,
  actor_id uuid,
  actor_name text,
  primary key (org_id, id),
  foreign key (org_id, proposal_id) references sales.proposal (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.proposal_step', 'select, insert, delete');
create index proposal_step_of on sales.proposal_step (org_id, proposal_id, at, id);

-- Which proposals went over to another contact when two were made one, so that they can go back.
create table sales.proposal_contact_merge (
  org_id uuid not null default kernel.current_org(),
  merge_id uuid not null,
  survivor_id uuid not null,
  loser_id uuid not null,
  proposal_ids uuid[] not null,
  merged_at timestamptz not null,
  primary key (org_id, merge_id)
);
select kernel.tenant_table('sales.proposal_contact_merge');
