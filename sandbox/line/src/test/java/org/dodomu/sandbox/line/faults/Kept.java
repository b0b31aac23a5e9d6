package org.dodomu.sandbox.line.faults;

/**
 * An entry that opened.
 *
 * @param value its content in one line: {@code text …}, {@code choices …}, {@code place lat lon}, {@code sha256 …} and so on
 * @param replaces the value of the entry that it supersedes
 */
record Kept(String caseNumber, int seq, String kind, String question, String value, String replaces) {}
