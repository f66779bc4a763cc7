create schema surveys;
