-- The language a paper's words are in: the borrower's choice when it was made. Those before are
-- English.
alter table document
  add column language text not null default 'en'
    check (language in ('en', 'hi', 'bn', 'ta', 'te', 'kn', 'ml', 'mr', 'gu', 'pa'));
