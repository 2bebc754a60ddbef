-- Reasons of one return keep the order in which they were written.
alter table return_reasons add column ordinal int not null default 0;
