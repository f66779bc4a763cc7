-- Things on their way from one place of ours to another. What did not arrive is lost when somebody says that no more will come.
create table inventory.transfer (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  state text not null check (state in ('sent', 'received', 'cancelled')),
  note text not null default '' check (length(note) <= 300),
  sent_at timestamptz not null,
  sent_by_name text,
  closed_at timestamptz,
  closed_by_name text,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, from_id) references inventory.location (org_id, id),
  foreign key (org_id, to_id) references inventory.location (org_id, id),
  check ((state = 'sent') = (closed_at is null))
);
select kernel.tenant_table('inventory.transfer', 'select, insert, update');
create index transfer_newest on inventory.transfer (org_id, sent_at desc, id desc);
create index transfer_open on inventory.transfer (org_id, sent_at desc, id desc) where state = 'sent';

create table inventory.transfer_line (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  transfer_id uuid not null,
  position bigint not null,
  variant_id uuid not null,
  lot_id uuid,
  sent_milli bigint not null check (sent_milli > 0),
  received_milli bigint not null default 0 check (received_milli >= 0),
  lost_milli bigint not null default 0 check (lost_milli >= 0),
  primary key (org_id, id),
  foreign key (org_id, transfer_id) references inventory.transfer (org_id, id),
  foreign key (org_id, variant_id) references inventory.item (org_id, variant_id),
  check (received_milli + lost_milli <= sent_milli)
);
select kernel.tenant_table('inventory.transfer_line', 'select, insert, update');
create index transfer_line_of on inventory.transfer_line (org_id, transfer_id, position);
