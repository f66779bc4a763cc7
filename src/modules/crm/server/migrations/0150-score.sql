-- The rules by which contacts are scored, one row per saved version; the highest counts. Without any, the built-in ones do.
create table crm.score_version (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  version bigint not null check (version > 0),
  settings jsonb not null,
  created_at timestamptz not null,
  created_by text,
  primary key (org_id, id),
  unique (org_id, version)
);
select kernel.tenant_table('crm.score_version', 'select, insert');

-- What every contact scores, made together with the contact so that lists may sort by it. `tallies` is what the rules have
-- counted, enough to add the next event without reading the past; it belongs to the rules of `score_version` alone.
create table crm.contact_score (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  rule_score bigint not null default 0 check (rule_score between 0 and 100),
  fit bigint not null default 0 check (fit between 0 and 100),
  engagement bigint not null default 0 check (engagement between 0 and 100),
  grade text not null default 'C3' check (grade ~ '^[ABC][123]$'),
  reasons jsonb not null default '[]',
  tallies jsonb not null default '{}',
  -- -1: never scored.
  score_version bigint not null default -1,
  p_win double precision check (p_win between 0 and 1),
  win_percent bigint generated always as (round((p_win * 100)::numeric)::bigint) stored,
  model_version bigint,
  win_reasons jsonb not null default '[]',
  scored_at timestamptz,
  primary key (org_id, contact_id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade,
  check ((p_win is null) = (model_version is null))
);
select kernel.tenant_table('crm.contact_score');

alter table crm.contact no force row level security;
alter table crm.contact_score no force row level security;
insert into crm.contact_score (org_id, contact_id) select org_id, id from crm.contact;
alter table crm.contact force row level security;
alter table crm.contact_score force row level security;

create index contact_score_best on crm.contact_score (org_id, rule_score desc, contact_id desc);
-- Points fade while nothing happens: these are counted again every day.
create index contact_score_fading on crm.contact_score (org_id, scored_at) where engagement > 0;
create index contact_score_by_version on crm.contact_score (org_id, score_version, contact_id);
