-- What goes out where free text may not: to whoever looks after stock, and to customers who wait for something.
alter table inventory.setting add column keeper_template jsonb, add column waiting_template jsonb;
