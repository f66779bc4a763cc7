create schema commerce;
