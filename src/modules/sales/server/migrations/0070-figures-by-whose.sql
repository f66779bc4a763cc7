-- The same sums as in 0031, a row for each month and for whose deals they are: of which person and of which brand. They are
-- fewer rows than those of days, and answer for a whole pipeline as well as for a part of it.
create table sales.cohort_month (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  pipeline_id uuid not null,
  month date not null,
  furthest_stage_id uuid,
  outcome text not null check (outcome in ('open', 'won', 'lost')),
  owner_id uuid,
  brand_id uuid,
  count bigint not null,
  primary key (org_id, id)
);
create index cohort_month_of on sales.cohort_month (org_id, pipeline_id, month)
  include (furthest_stage_id, outcome, owner_id, brand_id, count);

create table sales.outcome_month (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  pipeline_id uuid not null,
  month date not null,
  -- Of amounts that need the rate of their day; null in the organization's own currency.
  day date,
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
create index outcome_month_of on sales.outcome_month (org_id, pipeline_id, month)
  include (day, outcome, owner_id, brand_id, currency, lost_reason_id, count, valued, amount_minor, cycle_seconds);

-- `seconds` to within two and a half per cent, or every deal of every person would be a row of its own.
create table sales.duration_month (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  pipeline_id uuid not null,
  month date not null,
  stage_id uuid,
  seconds bigint not null,
  owner_id uuid,
  brand_id uuid,
  count bigint not null,
  primary key (org_id, id)
);
create index duration_month_of on sales.duration_month (org_id, pipeline_id, month)
  include (stage_id, seconds, owner_id, brand_id, count);

-- What was counted so far, of nobody in particular until the next night counts it by whose it is.
alter table sales.cohort_count no force row level security;
alter table sales.outcome_count no force row level security;
alter table sales.duration_count no force row level security;
insert into sales.cohort_month (org_id, id, pipeline_id, month, furthest_stage_id, outcome, count)
select org_id, uuidv7(), pipeline_id, date_trunc('month', day::timestamp)::date, furthest_stage_id, outcome, sum(count)
from sales.cohort_count group by 1, 3, 4, 5, 6;
insert into sales.outcome_month (org_id, id, pipeline_id, month, day, outcome, owner_id, brand_id, currency, lost_reason_id, count, valued,
  amount_minor, cycle_seconds)
select org_id, uuidv7(), pipeline_id, date_trunc('month', day::timestamp)::date, day, outcome, owner_id, brand_id, currency, lost_reason_id,
  sum(count), sum(valued), sum(amount_minor), sum(cycle_seconds)
from sales.outcome_count group by 1, 3, 4, 5, 6, 7, 8, 9, 10;
insert into sales.duration_month (org_id, id, pipeline_id, month, stage_id, seconds, count)
select org_id, uuidv7(), pipeline_id, month, stage_id,
  case when seconds <= 0 then 0 else round(300 * power(1.05, round(ln(seconds / 300.0) / ln(1.05)))) end, sum(count)
from sales.duration_count group by 1, 3, 4, 5, 6;
alter table sales.cohort_count force row level security;
alter table sales.outcome_count force row level security;
alter table sales.duration_count force row level security;

select kernel.tenant_table('sales.cohort_month');
select kernel.tenant_table('sales.outcome_month');
select kernel.tenant_table('sales.duration_month');

-- Everything that is added up of open deals stands in the index: the deals themselves are not read for it.
create index deal_open on sales.deal (org_id, pipeline_id)
  include (stage_id, currency, expected_close, owner_id, brand_id, probability, amount_minor)
  where closed_at is null and archived_at is null;
drop index sales.deal_board;
