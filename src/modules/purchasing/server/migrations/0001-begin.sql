create schema purchasing;
