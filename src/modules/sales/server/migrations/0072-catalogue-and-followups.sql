-- Of a line that came from the catalogue: which variant of the product it is, and what the catalogue asked for one then.
alter table sales.proposal_line
  add column variant_id uuid,
  add column list_price_minor bigint check (list_price_minor >= 0);

-- What other modules would make of an accepted proposal and must not.
alter table sales.proposal_settings add column skipped_followups text[] not null default '{}';

-- What was made of an accepted proposal, each kind of thing once.
create table sales.proposal_followup (
  org_id uuid not null default kernel.current_org(),
  proposal_id uuid not null,
  -- Who made it: `<module>.<name>`.
  code text not null check (length(code) between 1 and 80),
  name text not null check (length(name) <= 200),
  href text not null check (href ~ '^/' and length(href) <= 300),
  at timestamptz not null,
  primary key (org_id, proposal_id, code),
  foreign key (org_id, proposal_id) references sales.proposal (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.proposal_followup', 'select, insert, delete');
