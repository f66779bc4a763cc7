-- All merges of contacts that brought an order here, the last one behind: of two of them that are undone one after the other
-- each finds what came with it. `merge_id` knew the last one alone, and is read by nobody from here on.
alter table orders.recurring_order add column merged_by uuid[] not null default '{}';
alter table orders.recurring_order no force row level security;
update orders.recurring_order set merged_by = array[merge_id] where merge_id is not null;
alter table orders.recurring_order force row level security;
