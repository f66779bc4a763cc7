-- What was only ever added to can be erased with the person it is about.
grant delete on conversations.delivery, conversations.message_version, conversations.mention to yapa_app;

-- Deliveries that became no message of their own (edits, reactions) are known by what they say, the others by their message.
create index delivery_without_message on conversations.delivery (org_id, received_at) where message_id is null;

-- What messages cost was paid, whoever they were to: prices outlive their message, which then points at nothing.
alter table conversations.message_price drop constraint message_price_org_id_message_id_fkey;
