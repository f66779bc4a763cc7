-- Of a lot people are told once before it expires.
alter table inventory.lot add column told_at timestamptz;

-- Customers who want to know when something is there again, the first to ask first. Told once.
create table inventory.waiting (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  variant_id uuid not null,
  contact_id uuid,
  asked_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'told', 'withdrawn')),
  -- Why they could not be told when it was there: whoever looks can call them.
  refusal text check (refusal ~ '^[a-z_]{1,40}$'),
  told_at timestamptz,
  merged_by uuid[] not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, variant_id) references inventory.item (org_id, variant_id)
);
select kernel.tenant_table('inventory.waiting', 'select, insert, update');
create index waiting_for on inventory.waiting (org_id, variant_id, asked_at, id) where state = 'waiting';
create index waiting_newest on inventory.waiting (org_id, asked_at desc, id desc);
create index waiting_of_contact on inventory.waiting (org_id, contact_id) where contact_id is not null;
create unique index waiting_once on inventory.waiting (org_id, variant_id, contact_id) where state = 'waiting' and contact_id is not null;
