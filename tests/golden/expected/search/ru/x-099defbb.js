atlasSearch("ru/x-099defbb",{"area":["robotics"]});
