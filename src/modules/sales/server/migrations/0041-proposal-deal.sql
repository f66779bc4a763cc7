-- A proposal may be about a deal; it outlives it.
alter table sales.proposal
  add foreign key (org_id, deal_id) references sales.deal (org_id, id) on delete set null (deal_id);
