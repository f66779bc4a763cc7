-- The approved message that carries an order outside of the 24 hours: { "templateId": ..., "values": ... }.
alter table purchasing.setting add column order_template jsonb;
