create table authors (id bigint primary key, name varchar(1000), email varchar(1000));
create table publishers (id bigint primary key, name varchar(1000), country varchar(1000));
create table categories (id bigint primary key, name varchar(1000));
create table books (id bigint primary key, title varchar(1000), isbn varchar(100), author_id bigint, translator_id bigint, publisher_id bigint);
create table book_categories (id bigint, book_id bigint, category_id bigint, primary key (book_id, category_id));
create table reviews (id bigint primary key, book_id bigint, rating integer, comment varchar(1000));
