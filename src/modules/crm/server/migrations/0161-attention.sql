-- Whatever waits for somebody: a conversation, a task, a lead, a deal. The module that owns the subject keeps its row; a
-- row holds what the order of the queue needs and goes when its subject waits no more.
-- The order changes with every minute, so no index holds it: the whole of an organization is read and its best taken. What
-- that takes is computed once, when a row is written, stands first in the row, and is repeated in one index that is read
-- instead of the rows. Seconds since 1970, because arithmetic on instants costs ten times that on plain numbers.
create table crm.attention_item (
  org_id uuid not null default kernel.current_org(),
  subject_id uuid not null,
  waits_from double precision not null generated always as (date_part('epoch', waiting_since at time zone 'UTC')) stored,
  late_from double precision not null generated always as (coalesce(date_part('epoch', sla_due_at at time zone 'UTC'), 'infinity')) stored,
  urgent_from double precision not null generated always as (coalesce(date_part('epoch', sla_started_at at time zone 'UTC'), 0)) stored,
  -- How much of its urgency a second brings; none without a promise.
  urgent_rate double precision not null generated always as (case
    when sla_started_at is null or sla_due_at is null then 0
    else 1 / greatest(date_part('epoch', sla_due_at at time zone 'UTC') - date_part('epoch', sla_started_at at time zone 'UTC'), 1) end) stored,
  value_log double precision not null generated always as (ln(1 + value_minor::double precision)) stored,
  hard_rank smallint not null generated always as (case when priority = 'urgent' then 0 when is_vip then 2 else 3 end) stored,
  -- How likely it is won, as far as that is known: a copy, because an order over everything cannot ask for each.
  chance double precision check (chance between 0 and 1),
  claimed_until timestamptz,
  claimed_by uuid,
  assignee_id uuid,
  team_id uuid,
  brand_id uuid,
  kind text collate "C" not null check (kind ~ '^[a-z][a-z-]{0,29}$'),
  contact_id uuid,
  -- Null: it goes by the name of its contact.
  title text check (length(title) between 1 and 200),
  href text not null check (href like '/%' and length(href) <= 200),
  priority text not null check (priority in ('urgent', 'high', 'normal', 'low')),
  is_vip boolean not null,
  -- In the time to come: it does not wait yet, and the queue does not show it before.
  waiting_since timestamptz not null,
  sla_started_at timestamptz,
  sla_due_at timestamptz,
  value_minor bigint not null check (value_minor >= 0),
  chance_from text check (chance_from in ('model', 'rules')),
  claimed_name text,
  primary key (org_id, kind, subject_id),
  check ((chance is null) = (chance_from is null)),
  check ((sla_started_at is null) = (sla_due_at is null)),
  check ((claimed_by is null) = (claimed_until is null))
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
select kernel.tenant_table('crm.attention_item');
create index attention_item_rank on crm.attention_item (org_id) include (
  subject_id, waits_from, late_from, urgent_from, urgent_rate, value_log, hard_rank, chance, claimed_until, claimed_by,
  assignee_id, team_id, brand_id, kind);
create index attention_item_by_value on crm.attention_item (org_id, value_minor);
create index attention_item_of on crm.attention_item (org_id, contact_id) where contact_id is not null;
create index attention_item_claimed on crm.attention_item (org_id, claimed_by) where claimed_by is not null;

-- How an organization weighs the parts of the order, in percent, and which tags make somebody a VIP. No row: as it comes.
create table crm.attention_settings (
  org_id uuid not null default kernel.current_org(),
  chance_percent bigint not null,
  urgency_percent bigint not null,
  wait_percent bigint not null,
  value_percent bigint not null,
  vip_tag_ids uuid[] not null default '{}',
  version bigint not null default 1,
  primary key (org_id),
  check (least(chance_percent, urgency_percent, wait_percent, value_percent) >= 0),
  check (chance_percent + urgency_percent + wait_percent + value_percent = 100)
);
select kernel.tenant_table('crm.attention_settings');
