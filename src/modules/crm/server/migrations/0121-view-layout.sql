-- Views may also be boards (a column per option of something) and calendars (a day per contact).
alter table crm.contact_view drop constraint contact_view_layout_check;
alter table crm.contact_view add constraint contact_view_layout_check check (layout in ('list', 'board', 'calendar'));
