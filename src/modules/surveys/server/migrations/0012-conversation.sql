-- What is forgotten or made one with another is found by its conversation.
create index invitation_of_conversation on surveys.invitation (org_id, conversation_id) where conversation_id is not null;
