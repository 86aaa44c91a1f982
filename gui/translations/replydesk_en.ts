<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ConnectionSection</name>
    <message numerus="yes">
        <source>It answers: version {version}, %Ln entries. You are {name}, {role}.</source>
        <translation>
            <numerusform>It answers: version {version}, %Ln entry. You are {name}, {role}.</numerusform>
            <numerusform>It answers: version {version}, %Ln entries. You are {name}, {role}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftWords</name>
    <message numerus="yes">
        <source>%Ln messages from before did not fit and were not read.</source>
        <translation>
            <numerusform>%Ln message from before did not fit and was not read.</numerusform>
            <numerusform>%Ln messages from before did not fit and were not read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sources did not fit and were not read.</source>
        <translation>
            <numerusform>%Ln source did not fit and was not read.</numerusform>
            <numerusform>%Ln sources did not fit and were not read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences with a source</source>
        <translation>
            <numerusform>%Ln sentence with a source</numerusform>
            <numerusform>%Ln sentences with a source</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences without a source</source>
        <translation>
            <numerusform>%Ln sentence without a source</numerusform>
            <numerusform>%Ln sentences without a source</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message numerus="yes">
        <source>Changed {day}; used %Ln times, last {last}</source>
        <translation>
            <numerusform>Changed {day}; used once, {last}</numerusform>
            <numerusform>Changed {day}; used %Ln times, last {last}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message numerus="yes">
        <source>Updated {when} · used %Ln times</source>
        <translation>
            <numerusform>Updated {when} · used once</numerusform>
            <numerusform>Updated {when} · used %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n others</source>
        <comment>people</comment>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterMenu</name>
    <message numerus="yes">
        <source>Not changed for %Ln months</source>
        <translation>
            <numerusform>Not changed for %Ln month</numerusform>
            <numerusform>Not changed for %Ln months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message numerus="yes">
        <source>Reads up to %Ln tokens at once.</source>
        <translation>
            <numerusform>Reads up to %Ln token at once.</numerusform>
            <numerusform>Reads up to %Ln tokens at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>Knowledge: %Ln entries</source>
        <translation>
            <numerusform>Knowledge: %Ln entry</numerusform>
            <numerusform>Knowledge: %Ln entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TurnsView</name>
    <message numerus="yes">
        <source>and %n messages more</source>
        <translation>
            <numerusform>and %n message more</numerusform>
            <numerusform>and %n messages more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Unsourced</name>
    <message numerus="yes">
        <source>%Ln sentences removed</source>
        <translation>
            <numerusform>%Ln sentence removed</numerusform>
            <numerusform>%Ln sentences removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences without a source</source>
        <translation>
            <numerusform>%Ln sentence without a source</numerusform>
            <numerusform>%Ln sentences without a source</numerusform>
        </translation>
    </message>
</context>
</TS>
