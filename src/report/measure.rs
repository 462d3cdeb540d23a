//! How much room a text takes on paper.
