-- What deals add to the figures of their pipeline, so that hundreds of thousands are counted by adding up some thousands of
-- rows. Changes are added as rows of their own, also negative ones: nobody who moves a card waits for a counter that
-- somebody else holds. Equal rows are put together at night, and everything can be counted anew from deals and their history.

-- Deals by the day on which they were begun and the last stage that they ever came to.
create table sales.cohort_count (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  pipeline_id uuid not null,
  day date not null,
  furthest_stage_id uuid,
  outcome text not null check (outcome in ('open', 'won', 'lost')),
  count bigint not null,
  primary key (org_id, id)
);
select kernel.tenant_table('sales.cohort_count');
create index cohort_count_of on sales.cohort_count (org_id, pipeline_id, day)
  include (furthest_stage_id, outcome, count);

-- Closed deals by the day on which they were closed. `valued`: how many of them have an amount.
create table sales.outcome_count (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  pipeline_id uuid not null,
  day date not null,
  outcome text not null check (outcome in ('won', 'lost')),
  owner_id uuid,
  brand_id uuid,
  currency char(3) not null,
  lost_reason_id uuid,
  count bigint not null,
  valued bigint not null,
  amount_minor bigint not null,
  cycle_seconds bigint not null,
  primary key (org_id, id)
);
select kernel.tenant_table('sales.outcome_count');
create index outcome_count_of on sales.outcome_count (org_id, pipeline_id, day)
  include (outcome, owner_id, brand_id, currency, lost_reason_id, count, valued, amount_minor, cycle_seconds);

-- How many took how long, by the month in which it was over: in a stage, or without one from the beginning to the win.
create table sales.duration_count (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  pipeline_id uuid not null,
  month date not null,
  stage_id uuid,
  seconds bigint not null,
  count bigint not null,
  primary key (org_id, id)
);
select kernel.tenant_table('sales.duration_count');
create index duration_count_of on sales.duration_count (org_id, pipeline_id, month) include (stage_id, seconds, count);

-- What a deal has added, so that it can be taken back.
create table sales.deal_tally (
  org_id uuid not null default kernel.current_org(),
  deal_id uuid not null,
  parts jsonb not null,
  primary key (org_id, deal_id),
  foreign key (org_id, deal_id) references sales.deal (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.deal_tally');

-- The order of stages and the zone that a pipeline was counted by: in another one everything counts anew.
create table sales.pipeline_tally (
  org_id uuid not null default kernel.current_org(),
  pipeline_id uuid not null,
  layout text not null,
  primary key (org_id, pipeline_id),
  foreign key (org_id, pipeline_id) references sales.pipeline (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.pipeline_tally');
