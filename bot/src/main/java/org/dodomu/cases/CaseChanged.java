package org.dodomu.cases;

/** Something about this case changed. Carries its number only. */
public record CaseChanged(CaseNumber number) {}
