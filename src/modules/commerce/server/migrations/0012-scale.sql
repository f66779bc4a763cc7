-- How the codes of the shop's own scales are read: two digits, the number of the item, its weight or its price, a check digit.
create table commerce.scale_layout (
  org_id uuid not null default kernel.current_org(),
  -- '20' to '29', which are never on a package from elsewhere.
  prefix text collate "C" not null check (prefix ~ '^2[0-9]$'),
  item_digits bigint not null check (item_digits between 4 and 6),
  measure text not null check (measure in ('weight', 'price')),
  -- Of the value: 3 where five digits of weight are grams of a kilo, 2 where the price has cents.
  decimals bigint not null check (decimals between 0 and 3),
  primary key (org_id, prefix)
);
select kernel.tenant_table('commerce.scale_layout');
