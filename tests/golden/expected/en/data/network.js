self.atlasNetwork={"kinds":[["cluster","Cluster"],["technopark","Site"],["organization","Organization"],["person","Person"],["agreement","Agreement"],["event","Event"],["programme","Programme"],["project","Project"],["technology","Technology"],["document","Document"],["region","Region"],["sector","Sector"],["source","Source"]],"relations":[["region","Region","Located in the region","region_of"],["sectors","Sectors","Active in the sector","sector_of"],["parts","Parts","Part of","part_of"],["members","Members","Member of","member_of"],["residents","Residents","Resident of","resident_of"],["located_in","Located at","Houses","houses"],["coordinator","Coordinator","Coordinates","coordinates"],["governs","Governs","Governed by","governed_by"],["leads","Leads","Led by","led_by"],["positions","Positions","People","people"],["parties","Parties","Agreements","agreements"],["signatories","Signatories","Signed","signed"],["signed_at","Signed at","Agreements signed","signings"],["venue","Venue","Venue of","hosted"],["participants","Participants","Took part in","participated_in"],["participants","Participants","Programmes and projects","programmes"],["led_to","Led to","Result of","result_of"],["proposed_by","Proposed by","Proposals","proposals"],["subjects","Subjects","Subject of","subject_of"],["develops","Develops","Developed by","developed_by"],["uses","Uses","Used by","used_by"],["interested_in","Interested in","Of interest to","interests"],["supports","Supports","Supported by","supported_by"],["partners","Partners","Partners","partners"],["authors","Authors","Author of","author_of"],["concerns","Concerns","Documents","documents"],["sources","Sources","Cited by","cited_by"],["mentions","Mentions","Mentioned in","mentioned_in"]],"statuses":["","planned","proposed","inferred"],"records":[
["Agreement on robots","en/agreements/pact.html",4,["area","town"],["robotics"],"","pact"],
["Example","en/clusters/cluster.html",0,["area","town"],["robotics"],"Example Cluster","cluster"],
["Ivan Ivanov","en/people/ivanov.html",3,["area","town"],[],"","ivanov"],
["University of the Town","en/organizations/university.html",2,["area","town"],[],"","university"],
["Forum","en/events/forum.html",5,["area"],[],"","forum"],
["Завод «Ёлка»","en/organizations/factory.html",2,["area","town"],[],"","factory"]],"edges":[
[1,5,3,1],
[1,3,3,0],
[2,3,9,0],
[0,5,10,0],
[0,3,10,0],
[0,2,11,0],
[4,1,14,0],
[4,2,14,0]]};
