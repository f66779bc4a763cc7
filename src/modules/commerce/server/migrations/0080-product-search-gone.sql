-- Nothing asks it since 0061, whose function measures otherwise.
drop function commerce.search_product_named(text, text, text, text, text[], bigint);
