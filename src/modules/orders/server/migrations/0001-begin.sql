create schema orders;
