-- What suppliers ask for, and what was given to them.
create table purchasing.bill (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  supplier_id uuid not null,
  order_id uuid,
  -- A credit of theirs counts against what is owed.
  kind text not null check (kind in ('bill', 'credit')),
  number text not null check (length(number) between 1 and 60),
  billed_on date not null,
  due_on date not null,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  other_minor bigint not null check (other_minor >= 0),
  total_minor bigint not null check (total_minor > 0 and total_minor = net_minor + tax_minor + other_minor),
  paid_minor bigint not null default 0 check (paid_minor between 0 and total_minor),
  state text not null check (state in ('open', 'paid', 'void')),
  -- What it, the order and the receipts disagree about; while it is held nothing is paid of it.
  differences jsonb not null default '[]',
  is_held boolean not null default false,
  released_by_name text,
  note text not null default '' check (length(note) <= 1000),
  at timestamptz not null,
  by_id uuid,
  by_name text,
  void_reason text check (length(void_reason) between 1 and 300),
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, supplier_id) references purchasing.supplier (org_id, id),
  foreign key (org_id, order_id) references purchasing.purchase_order (org_id, id)
);
select kernel.tenant_table('purchasing.bill');
create unique index bill_by_number on purchasing.bill (org_id, supplier_id, kind, number) where state <> 'void';
create index bill_owed on purchasing.bill (org_id, due_on, id) where state = 'open';
create index bill_of_supplier on purchasing.bill (org_id, supplier_id, billed_on desc);
create index bill_of_order on purchasing.bill (org_id, order_id) where order_id is not null;

create table purchasing.bill_line (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  bill_id uuid not null,
  order_line_id uuid not null,
  position bigint not null,
  quantity_milli bigint not null check (quantity_milli > 0),
  price_minor bigint not null check (price_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  primary key (org_id, id),
  foreign key (org_id, bill_id) references purchasing.bill (org_id, id),
  foreign key (org_id, order_line_id) references purchasing.order_line (org_id, id)
);
select kernel.tenant_table('purchasing.bill_line', 'select, insert');
create index bill_line_of on purchasing.bill_line (org_id, bill_id, position);

-- Money that left by hand. Credits that were used with it are parts too.
create table purchasing.supplier_payment (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  supplier_id uuid not null,
  method text not null check (method in ('cash', 'transfer', 'card', 'cheque', 'other')),
  amount_minor bigint not null check (amount_minor >= 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  paid_on date not null,
  reference text not null default '' check (length(reference) <= 120),
  at timestamptz not null,
  by_id uuid,
  by_name text,
  primary key (org_id, id),
  foreign key (org_id, supplier_id) references purchasing.supplier (org_id, id)
);
select kernel.tenant_table('purchasing.supplier_payment', 'select, insert, update');
create index supplier_payment_of on purchasing.supplier_payment (org_id, supplier_id, paid_on desc);

create table purchasing.payment_part (
  org_id uuid not null default kernel.current_org(),
  payment_id uuid not null,
  bill_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (org_id, payment_id, bill_id),
  foreign key (org_id, payment_id) references purchasing.supplier_payment (org_id, id),
  foreign key (org_id, bill_id) references purchasing.bill (org_id, id)
);
select kernel.tenant_table('purchasing.payment_part', 'select, insert');
create index payment_part_of_bill on purchasing.payment_part (org_id, bill_id);
